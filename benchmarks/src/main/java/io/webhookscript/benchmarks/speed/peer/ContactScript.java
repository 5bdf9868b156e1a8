/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.benchmarks.speed.peer;

/**
 * The script of the work.
 *
 * @param limit     a line of the script's limits, empty for none
 * @param signature a line of {@code request}, empty for none
 */
record ContactScript(String limit, String signature) {

    private static final String RATE
            = "rate: { requests: " + Demands.REQUESTS_PER_SECOND + ", per: 1s, whenExceeded: delay, maxDelay: 30s }";

    static final ContactScript WITH_RATE = new ContactScript(RATE, "");

    static final ContactScript WITHOUT_RATE = new ContactScript("", "");

    static final ContactScript SIGNED
            = new ContactScript(RATE, "signature: { standardWebhooks: { secrets: [\"{{ secret.sign }}\"] } }");

    static ContactScript limitedBy(String rate) {
        return new ContactScript(rate, "");
    }

    /** The whole file. */
    String text(String name, String receiver) {
        return """
                webhookscript: "1.0"
                name: %s
                useCase: any
                execution: sync
                request:
                  method: PUT
                  url: %s/contacts/{{ contact.id }}
                  params: { email: "{{ contact.email }}", tier: "{{ contact.tier }}" }
                  headers: { X-Request-Id: "{{ header['X-Correlation-Id'] }}", X-Owner-Ref: "{{ contact.owner_ref }}" }
                  %s
                  body:
                    json:
                      id: "{{ contact.id }}"
                      name: "{{ contact.first_name }} {{ contact.last_name }}"
                      email: "{{ contact.email }}"
                      phone: "{{ contact.phone }}"
                      company: "{{ contact.company }}"
                      street: "{{ contact.street }}"
                      city: "{{ contact.city }}"
                      zip: "{{ contact.zip }}"
                      country: "{{ contact.country }}"
                      language: "{{ contact.language }}"
                      vip: "{{ contact.vip }}"
                      score: "{{ contact.score }}"
                      balance: "{{ contact.balance }}"
                      notes: "{{ contact.notes }}"
                      height: "{{ contact.czCol.15 }}"
                limits:
                  timeout: %ds
                  %s
                  retry: { maxAttempts: %d, delay: %dms, backoff: 2, maxDelay: 1s, jitter: 0 }
                  circuitBreaker:
                    failureRateThreshold: 50
                    minimumNumberOfCalls: %d
                    slidingWindowSize: %d
                    waitDurationInOpenState: %ds
                response:
                  type: json
                  variables:
                    crmId: { jsonpath: $.contact.crmId, required: true }
                    plan: { jsonpath: $.plan.name, required: true }
                """
                .formatted(name, receiver, signature, Demands.DEADLINE.toSeconds(), limit, Demands.ATTEMPTS,
                        Demands.RETRY_DELAY.toMillis(), Demands.BREAKER_LEAST_CALLS, Demands.BREAKER_WINDOW,
                        Demands.BREAKER_OPEN.toSeconds());
    }
}

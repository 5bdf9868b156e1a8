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
package io.webhookscript;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * With the option {@code secretScope} the script of one customer cannot send the secret of another to its own receiver.
 */
class SecretsBelongToTheirScriptTest {

    private static final String SCRIPT
            = "request: { method: PUT, url: \"{{ context.receiver }}/\", headers: { X-Key: \"{{ secret%s }}\" } }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
        Properties properties = new Properties();
        properties.putAll(Map.of("webhookscript.secret.key", "of-all", "webhookscript.secret.crm.key", "of-crm",
                "webhookscript.secret.erp.key", "of-erp", "webhookscript.secret.acme.key", "of-acme",
                "webhookscript.secret.umbrella.key", "of-umbrella"));
        camel.camelContext().getPropertiesComponent().setOverrideProperties(properties);
        camel.script("crm", "tenant: acme\n" + SCRIPT.formatted(".key"));
        camel.script("erp", "tenant: umbrella\n" + SCRIPT.formatted(".key"));
    }

    @ParameterizedTest
    @CsvSource({ "all, of-all, of-all", "script, of-crm, of-erp", "tenant, of-acme, of-umbrella" })
    void eachReadsItsOwn(String scope, String crm, String erp) throws Exception {
        camel.component().setSecretScope(scope);
        camel.start();

        assertThat(sent("crm")).isEqualTo(crm);
        assertThat(sent("erp")).isEqualTo(erp);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "script | ['erp.key']     | must not contain a dot", "script | ['.key']        | must not contain a dot",
            "script | ['../erp.key']  | must not contain a dot",
            "script | .other          | there is no property webhookscript.secret.thief.other",
            "script | .key            | there is no property webhookscript.secret.thief.key",
            "tenant | .key            | a script without a tenant has no secrets",
            "tenant | ['acme.key']    | must not contain a dot" })
    void noneReadsThoseOfAnother(String scope, String path, String problem) throws Exception {
        camel.component().setSecretScope(scope);
        camel.script("thief", SCRIPT.formatted(path)).start();

        Exchange exchange = camel.call("webhookscript:thief", null);

        assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining(problem);
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "ALL", "scripts", "" })
    void anotherWordFailsTheStart(String scope) {
        camel.component().setSecretScope(scope);

        assertThatThrownBy(camel::start)
                .hasStackTraceContaining("secretScope=" + scope + ": expected one of all, script, tenant");
    }

    @Test
    void aDryRunShowsItLikeAnyOther() throws Exception {
        camel.component().setSecretScope("script");
        camel.start();

        assertThat(camel.component().dryRun("crm", camel.exchange(null)).toString()).contains("***key***")
                .doesNotContain("of-crm");
    }

    private String sent(String script) {
        int before = camel.receiver().requests().size();
        assertThat(camel.call("webhookscript:" + script, null).getException()).isNull();
        RawReceiver.Request request = camel.receiver().requests().get(before);
        return request.headers("X-Key").get(0);
    }
}

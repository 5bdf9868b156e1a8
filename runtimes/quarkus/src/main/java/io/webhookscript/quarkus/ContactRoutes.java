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
package io.webhookscript.quarkus;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.camel.builder.RouteBuilder;

/** One contact at the start, and a tick again and again. */
@ApplicationScoped
public class ContactRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:contact?repeatCount=1")
                .setBody(constant("{\"contact\": {\"id\": 7, \"first_name\": \"Zoë\", \"last_name\": \"O'Neil\"}}"))
                .to("webhookscript:crm-upsert-contact")
                .to("webhookscript:report");

        from("timer:ticks?period=200").setBody(constant("{}")).to("webhookscript:tick");
    }
}

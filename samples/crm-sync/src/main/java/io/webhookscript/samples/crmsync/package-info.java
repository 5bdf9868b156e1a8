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
/**
 * The sample: one script, called for contact events that come from a folder, a JMS queue, HTTP and Java, with a small
 * CRM as the receiver. Everything runs in this process and on the loopback address.
 *
 * <pre>
 * CrmSync          the program: starts the parts, sends the events, prints what happened
 * Crm              the receiver: keeps the contacts it is sent
 * ContactEvents    the events that ship with the sample
 * …Sender          puts each event where its route finds it, and writes the responses into the ledger
 * Comparison       the CRM's contents against the events
 * </pre>
 *
 * What the application would keep in real life is not Java: the script {@code crm-upsert-contact.webhookscript.yaml},
 * the routes {@code crm-sync.camel.yaml} and {@code application.properties}.
 */
@NullMarked
package io.webhookscript.samples.crmsync;

import org.jspecify.annotations.NullMarked;

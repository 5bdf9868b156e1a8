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
package io.webhookscript.language;

import java.util.Optional;

import io.webhookscript.template.DataRoots;

/** Data roots whose {@code response} was read from XML: XPath needs the document, templates read its tree. */
public interface XmlRoots extends DataRoots {

    /** The response's document; empty when the response is not XML. */
    Optional<XmlDocument> xml();
}

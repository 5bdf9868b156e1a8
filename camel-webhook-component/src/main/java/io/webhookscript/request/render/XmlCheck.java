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
package io.webhookscript.request.render;

import java.io.StringReader;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Checks that a text is one well-formed XML document without DTD, in the encoding in which it will be sent. */
final class XmlCheck {

    private XmlCheck() {
    }

    static Optional<String> problemOf(String text) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
                return Optional.of("the XML declaration has the encoding " + encoding + "; expected UTF-8, in which"
                                   + " it is sent");
            }
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.DTD) {
                    return Optional.of("the XML contains a DOCTYPE, which many receivers reject");
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.of("the XML is not well formed (line " + e.getLocation().getLineNumber() + ", column "
                               + e.getLocation().getColumnNumber() + "): " + firstLineOf(e));
        }
    }

    /** Creates a new factory each time, since the JDK does not guarantee that threads may share one. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // from JDK 24 on these are 100 and 200 by default: the limits of a request must not depend on the JDK; 0 means no limit
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        factory.setProperty("jdk.xml.elementAttributeLimit", "10000");
        return factory;
    }

    /** The JDK's message repeats the position in its first line, and has the cause in its second line. */
    private static String firstLineOf(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.indexOf("Message: ") < 0 ? 0 : message.indexOf("Message: ") + "Message: ".length());
    }
}

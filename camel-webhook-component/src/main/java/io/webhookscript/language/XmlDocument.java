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

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.w3c.dom.Document;

import io.webhookscript.value.DataLimits;
import org.jspecify.annotations.Nullable;

/**
 * An XML text, read once, in time that grows with its length alone: for XPath, and as a tree of maps for templates. A
 * document type is skipped: neither it nor any entity is ever loaded or expanded. For one thread at a time.
 */
public final class XmlDocument {

    /** The maximum depth of elements, since the walks over a document are recursive. */
    private static final int MAX_DEPTH = DataLimits.MAX_DEPTH;

    /** Of one element; each of a DOM costs a look at those before it. */
    private static final String MAX_ATTRIBUTES = "1000";

    private final XmlElement root;
    private final int elements;
    private final int characters;
    private @Nullable Document document;

    private XmlDocument(XmlElement root, int elements, int characters) {
        this.root = root;
        this.elements = elements;
        this.characters = characters;
    }

    /** @throws XMLStreamException when the text is not well formed, refers to an entity, or is nested too deeply */
    public static XmlDocument parse(String text) throws XMLStreamException {
        // the JDK's own parser, so that no parser on the class path decides about entities
        XMLInputFactory inputs = XMLInputFactory.newDefaultFactory();
        inputs.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        inputs.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // from JDK 24 on these are 100 and 200 by default: the limits of a response must not depend on the JDK
        inputs.setProperty("jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));
        inputs.setProperty("jdk.xml.elementAttributeLimit", MAX_ATTRIBUTES);
        inputs.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not loaded");
        });
        XMLStreamReader reader = inputs.createXMLStreamReader(new StringReader(text));
        try {
            return new Reading(reader, text.length()).document();
        } finally {
            reader.close();
        }
    }

    /** One pass over a text. */
    private static final class Reading {

        private final XMLStreamReader reader;
        private final Deque<XmlElement> open = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable XmlElement root;
        private final int characters;
        private int elements;

        private Reading(XMLStreamReader reader, int characters) {
            this.reader = reader;
            this.characters = characters;
        }

        private XmlDocument document() throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin();
                    case XMLStreamConstants.END_ELEMENT -> {
                        endOfText();
                        open.pop();
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("the entity " + reader.getLocalName() + " is not expanded");
                    default -> {
                        // comments, processing instructions and a document type contain no data
                    }
                }
            }
            if (root == null) {
                throw new XMLStreamException("there is no element");
            }
            return new XmlDocument(root, elements, characters);
        }

        private void begin() throws XMLStreamException {
            if (open.size() == MAX_DEPTH) {
                throw new XMLStreamException("elements are nested deeper than " + MAX_DEPTH + " levels");
            }
            endOfText();
            XmlElement element = XmlElement.of(reader);
            elements++;
            if (open.isEmpty()) {
                root = element;
            } else {
                open.element().children().add(element);
            }
            open.push(element);
        }

        private void characters() {
            if (!open.isEmpty()) {
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }

        /** However many pieces it came in, with comments between them, it is one text. */
        private void endOfText() {
            if (text.length() > 0) {
                open.element().children().add(text.toString());
                text.setLength(0);
            }
        }
    }

    /** Made when the first XPath asks for it. */
    Document dom() {
        Document made = document;
        if (made == null) {
            made = root.toDocument();
            document = made;
        }
        return made;
    }

    int elements() {
        return elements;
    }

    /** Of the text that it was read from. */
    int characters() {
        return characters;
    }

    /**
     * Converts the document to plain values: an element becomes a map, an attribute {@code @name}, text {@code #text},
     * or the value itself when there is nothing else; repeated elements become a list; names are local names. The root
     * element is the first level.
     */
    public Map<String, @Nullable Object> tree() {
        return Map.of(root.local(), root.value());
    }
}

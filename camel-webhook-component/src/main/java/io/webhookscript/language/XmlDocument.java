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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

import io.webhookscript.value.DataLimits;
import org.jspecify.annotations.Nullable;

/**
 * An XML text, read once: for XPath, and as a tree of maps for templates. A document type is skipped: neither it nor
 * any entity is ever loaded or expanded. For one thread at a time.
 */
public final class XmlDocument {

    /** Elements within elements; the walks over a document are recursive. */
    private static final int MAX_DEPTH = DataLimits.MAX_DEPTH;

    private static final String MAX_ATTRIBUTES = "10000";

    private final Document document;

    private XmlDocument(Document document) {
        this.document = document;
    }

    /** @throws XMLStreamException when the text is not well formed, refers to an entity, or is nested too deep */
    public static XmlDocument parse(String text) throws XMLStreamException {
        // the JDK's own, so that no parser on the class path decides about entities
        XMLInputFactory inputs = XMLInputFactory.newDefaultFactory();
        inputs.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        inputs.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // from JDK 24 on these are 100 and 200 by default: what a response may hold must not depend on the JDK
        inputs.setProperty("jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));
        inputs.setProperty("jdk.xml.elementAttributeLimit", MAX_ATTRIBUTES);
        inputs.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("an external entity is not loaded");
        });
        XMLStreamReader reader = inputs.createXMLStreamReader(new StringReader(text));
        try {
            return new XmlDocument(build(reader));
        } finally {
            reader.close();
        }
    }

    private static Document build(XMLStreamReader reader) throws XMLStreamException {
        Document document = empty();
        Node parent = document;
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_DEPTH) {
                        throw new XMLStreamException("elements are nested deeper than " + MAX_DEPTH + " levels");
                    }
                    parent = parent.appendChild(element(document, reader));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    parent = parent.getParentNode();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (parent != document) {
                        parent.appendChild(document.createTextNode(reader.getText()));
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("the entity " + reader.getLocalName() + " is not expanded");
                default -> {
                    // comments, processing instructions and a document type say nothing about the data
                }
            }
        }
        document.normalize();
        return document;
    }

    private static Document empty() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance(); // Karaf's java.xml has no newDefaultNSInstance
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK makes no empty XML document", e);
        }
    }

    private static Element element(Document document, XMLStreamReader reader) {
        Element element = document.createElementNS(
                emptyToNull(reader.getNamespaceURI()), qualified(reader.getPrefix(), reader.getLocalName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.setAttributeNS(emptyToNull(reader.getAttributeNamespace(i)),
                    qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)), reader.getAttributeValue(i));
        }
        return element;
    }

    private static String qualified(@Nullable String prefix, String local) {
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    Document dom() {
        return document;
    }

    /**
     * The document as plain values: element to map, attribute as {@code @name}, text as {@code #text}, or the value
     * itself when there is nothing else; repeated elements to a list; local names. The root element is the first level.
     */
    public Map<String, @Nullable Object> tree() {
        Element root = document.getDocumentElement();
        return Map.of(root.getLocalName(), value(root));
    }

    private static Object value(Element element) {
        Map<String, Object> members = new LinkedHashMap<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            members.put("@" + attributes.item(i).getLocalName(), attributes.item(i).getNodeValue());
        }
        Map<String, List<Object>> children = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element e) {
                children.computeIfAbsent(e.getLocalName(), name -> new ArrayList<>()).add(value(e));
            } else {
                text.append(child.getNodeValue());
            }
        }
        children.forEach((name, values) -> members.put(
                name, values.size() == 1 ? values.get(0) : Collections.unmodifiableList(values)));
        if (members.isEmpty()) {
            return text.toString();
        }
        if (!text.toString().isBlank()) {
            members.put("#text", text.toString());
        }
        return Collections.unmodifiableMap(members);
    }
}

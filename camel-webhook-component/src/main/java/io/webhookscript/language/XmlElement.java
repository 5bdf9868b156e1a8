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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamReader;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import org.jspecify.annotations.Nullable;

/**
 * An element of an XML text.
 *
 * @param children elements and texts, no two texts side by side
 */
record XmlElement(Name name, List<Attribute> attributes, List<Object> children) {

    /** @param namespace null without one */
    record Name(@Nullable String namespace, String prefix, String local) {

        static Name of(@Nullable String namespace, @Nullable String prefix, String local) {
            return new Name(
                    namespace == null || namespace.isEmpty() ? null : namespace, prefix == null ? "" : prefix, local);
        }

        private String qualified() {
            return prefix.isEmpty() ? local : prefix + ":" + local;
        }
    }

    record Attribute(Name name, String value) {
    }

    /** Of the begin that the reader stands at; its children are still to come. */
    static XmlElement of(XMLStreamReader reader) {
        List<Attribute> attributes = new ArrayList<>(reader.getAttributeCount());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.add(new Attribute(
                    Name.of(reader.getAttributeNamespace(i), reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i)));
        }
        return new XmlElement(
                Name.of(reader.getNamespaceURI(), reader.getPrefix(), reader.getLocalName()), attributes, new ArrayList<>());
    }

    String local() {
        return name.local();
    }

    /** As {@link XmlDocument#tree()} has it. */
    Object value() {
        Map<String, Object> members = new LinkedHashMap<>();
        attributes.forEach(attribute -> members.put("@" + attribute.name().local(), attribute.value()));
        Map<String, List<Object>> elements = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Object child : children) {
            if (child instanceof XmlElement element) {
                elements.computeIfAbsent(element.local(), name -> new ArrayList<>()).add(element.value());
            } else {
                text.append(child);
            }
        }
        elements.forEach((name, values) -> members.put(
                name, values.size() == 1 ? values.get(0) : Collections.unmodifiableList(values)));
        if (members.isEmpty()) {
            return text.toString();
        }
        if (!text.toString().isBlank()) {
            members.put("#text", text.toString());
        }
        return Collections.unmodifiableMap(members);
    }

    Document toDocument() {
        Document document = empty();
        addTo(document, document);
        return document;
    }

    private static Document empty() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance(); // Karaf's java.xml has no newDefaultNSInstance
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK cannot create an empty XML document", e);
        }
    }

    private void addTo(Node parent, Document document) {
        Element element = document.createElementNS(name.namespace(), name.qualified());
        for (Attribute attribute : attributes) {
            element.setAttributeNS(attribute.name().namespace(), attribute.name().qualified(), attribute.value());
        }
        parent.appendChild(element);
        for (Object child : children) {
            if (child instanceof XmlElement inner) {
                inner.addTo(element, document);
            } else {
                element.appendChild(document.createTextNode((String) child));
            }
        }
    }
}

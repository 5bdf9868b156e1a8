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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.stream.XMLStreamException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathNodes;

import org.w3c.dom.Node;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.ObjectPool;
import org.jspecify.annotations.Nullable;

/**
 * An XPath 1.0 expression that can use only XPath's own functions. It returns undefined for no node, the text of one
 * node, and a list of texts for several nodes.
 */
final class XPathExpression implements Expression {

    /** Elements with which no path takes long; the second for {@code last()}, which ticks make slower. */
    private static final int SMALL = 300;
    private static final int SMALL_FOR_LAST = 2_000;

    private final TemplateSource source;
    private final ObjectPool<javax.xml.xpath.XPathExpression> compiled;
    private final @Nullable ObjectPool<Ticking> ticking;
    private final int small;

    private XPathExpression(TemplateSource source, ObjectPool<javax.xml.xpath.XPathExpression> compiled,
                            @Nullable ObjectPool<Ticking> ticking) {
        this.source = source;
        this.compiled = compiled;
        this.ticking = ticking;
        this.small = text(source).contains(XPathTicks.LAST) ? SMALL_FOR_LAST : SMALL;
    }

    /** The same path, for large documents: it can be ended. */
    private record Ticking(javax.xml.xpath.XPathExpression expression, XPathTicks ticks) {

        private static Ticking compile(TemplateSource source, NamespaceContext names) {
            XPathTicks ticks = new XPathTicks();
            return new Ticking(
                    compileOne(source, XPathTicks.in(text(source)), names, ticks), ticks);
        }
    }

    static Expression compile(TemplateSource source, Map<String, String> namespaces) {
        NamespaceContext names = new Namespaces(Map.copyOf(namespaces));
        ObjectPool<javax.xml.xpath.XPathExpression> compiled
                = new ObjectPool<>(() -> compileOne(source, text(source), names, null));
        compiled.giveBack(compiled.make());
        if (XPathTicks.isSimple(text(source))) {
            return new XPathExpression(source, compiled, null);
        }
        NamespaceContext both = new Namespaces(withTicks(namespaces));
        ObjectPool<Ticking> ticking = new ObjectPool<>(() -> Ticking.compile(source, both));
        ticking.giveBack(ticking.make());
        return new XPathExpression(source, compiled, ticking);
    }

    private static String text(TemplateSource source) {
        return XPathTicks.withQuickLast(source.text().strip());
    }

    private static Map<String, String> withTicks(Map<String, String> namespaces) {
        Map<String, String> names = new HashMap<>(namespaces);
        names.put(XPathTicks.PREFIX, XPathTicks.NAMESPACE);
        return Map.copyOf(names);
    }

    private static javax.xml.xpath.XPathExpression compileOne(
            TemplateSource source, String text, NamespaceContext names, @Nullable XPathTicks ticks) {
        try {
            // the JDK's own implementation: in secure mode it has no extension functions, but for one of ours
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            if (ticks != null) {
                factory.setFeature("jdk.xml.enableExtensionFunctions", true);
                factory.setXPathFunctionResolver(ticks);
            }
            XPath xpath = factory.newXPath();
            xpath.setNamespaceContext(names);
            return xpath.compile(text);
        } catch (XPathExpressionException | XPathFactoryConfigurationException | StackOverflowError e) {
            throw failure(source, e, "an XPath 1.0 whose prefixes are all in `namespaces`");
        }
    }

    /** The event only where there is no response. */
    @Override
    public boolean readsOnly(Set<String> roots) {
        return roots.contains("response");
    }

    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        Optional<XmlDocument> document = document(roots);
        if (document.isEmpty()) {
            return Undefined.UNDEFINED;
        }
        try {
            return ticking == null || document.get().elements() <= small
                    ? plain(document.get()) : ticking(document.get(), ticking, roots);
        } catch (XPathExpressionException | StackOverflowError e) {
            throw failure(source, e, "");
        }
    }

    private @Nullable Object plain(XmlDocument document) throws XPathExpressionException {
        javax.xml.xpath.XPathExpression taken = compiled.take();
        try {
            return value(document, taken.evaluateExpression(document.dom()));
        } finally {
            compiled.giveBack(taken);
        }
    }

    private @Nullable Object ticking(XmlDocument document, ObjectPool<Ticking> spares, DataRoots roots)
            throws XPathExpressionException {
        Ticking taken = spares.take();
        try {
            taken.ticks().begin(roots instanceof TimedRoots timed ? timed : null);
            return value(document, taken.expression().evaluateExpression(document.dom()));
        } finally {
            taken.ticks().begin(null);
            spares.giveBack(taken);
        }
    }

    private Optional<XmlDocument> document(DataRoots roots) {
        if (roots instanceof XmlRoots response && response.xml().isPresent()) {
            return response.xml();
        }
        if (!(ResponseOrEvent.read(roots) instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(XmlDocument.parse(text));
        } catch (XMLStreamException e) {
            throw failure(source, e, "XML");
        }
    }

    private @Nullable Object value(XmlDocument document, XPathEvaluationResult<?> result) {
        return switch (result.type()) {
            case NODESET -> texts((XPathNodes) result.value(), DocumentSize.mostFoundIn(document.characters()));
            case NUMBER -> number((Double) result.value());
            default -> result.value();
        };
    }

    private @Nullable Object texts(XPathNodes nodes, long most) {
        List<String> texts = new ArrayList<>(nodes.size());
        long characters = 0;
        for (Node node : nodes) {
            String text = node.getTextContent();
            characters += text.length();
            if (characters > most) {
                throw new TemplateException(
                        source, 0, "xpath: the path finds far more than the document contains", "", List.of());
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            return Undefined.UNDEFINED;
        }
        return texts.size() == 1 ? texts.get(0) : List.copyOf(texts);
    }

    /** XPath 1.0 has only binary floating point. A whole number is returned as a whole number, and NaN as undefined. */
    private static Object number(Double number) {
        if (number.isNaN() || number.isInfinite()) {
            return Undefined.UNDEFINED;
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? number.longValue() : new BigDecimal(number.toString());
    }

    private static TemplateException failure(TemplateSource source, Throwable cause, String expected) {
        Throwable inner = cause.getCause() == null ? cause : cause.getCause();
        String said = inner instanceof StackOverflowError ? "is nested too deeply" : String.valueOf(inner.getMessage());
        TemplateException failure = new TemplateException(source, 0, "xpath: " + said, expected, List.of());
        failure.initCause(cause);
        return failure;
    }

    private record Namespaces(Map<String, String> byPrefix) implements NamespaceContext {

        @Override
        public String getNamespaceURI(String prefix) {
            return byPrefix.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
        }

        @Override
        public @Nullable String getPrefix(String namespace) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            return List.<String> of().iterator();
        }
    }
}

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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.namespace.QName;
import javax.xml.xpath.XPathFunction;
import javax.xml.xpath.XPathFunctionException;
import javax.xml.xpath.XPathFunctionResolver;

import org.jspecify.annotations.Nullable;

/**
 * Lets an XPath end before its time: the JDK's evaluation cannot be interrupted, but it calls a function. So a function
 * that is always true, and counts, stands as a first predicate wherever many nodes may be looked at for each of many.
 * For one thread at a time.
 */
final class XPathTicks implements XPathFunctionResolver {

    /** Of the function; an XPath of ours cannot have it, since a prefix is a name. */
    static final String NAMESPACE = "urn:io.webhookscript:ticks";

    static final String PREFIX = "webhookscript-ticks";

    /** Ticks that any evaluation may have, however late it is. */
    private static final long FREE = 200_000;

    /** And where no time is set. */
    private static final long MAX = 5_000_000;

    /** Asking for the time costs more than a tick. */
    private static final long BETWEEN_LOOKS = 1_000;

    static final String LAST = "last";

    private static final String CALL = "[" + PREFIX + ":tick()]";

    private static final String LITERAL = "(?<literal>\"[^\"]*+\"|'[^']*+')";
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.-]*";
    private static final String NAME_TEST = "(?:" + NAME + ":)?(?:\\*|" + NAME + ")";

    /** A literal, a step over an axis that leads far, its short form, or the begin of a predicate. */
    private static final Pattern PLACES = Pattern.compile(
            LITERAL
                                                          + "|(?<axis>\\b(?:ancestor|descendant|following|preceding)(?:-or-self|-sibling)?\\s*::\\s*"
                                                          + "(?:" + NAME + "\\s*\\([^)]*\\)|" + NAME_TEST + "))"
                                                          + "|(?<anywhere>//)|(?<predicate>\\[)");

    /** The last child of a name, for which the JDK counts all of them again for each. */
    private static final Pattern LAST_CHILD = Pattern.compile(
            LITERAL + "|(?<=^|[/\\[(,|])(?<name>" + NAME_TEST + ")\\s*\\[\\s*last\\s*\\(\\s*\\)\\s*\\]");

    private final XPathFunction tick = arguments -> {
        ticked();
        return true;
    };

    private @Nullable TimedRoots roots;
    private long ticks;

    /** Whether an XPath looks at each node of a document a few times at most, so that it needs none. */
    static boolean isSimple(String xpath) {
        Matcher place = PLACES.matcher(xpath);
        int far = 0;
        while (place.find()) {
            far += place.group("literal") == null ? 1 : 0;
        }
        return far <= 1 && !xpath.contains(LAST);
    }

    /** The same XPath with {@code a[last()]} as a test that takes the same time for each {@code a}. */
    static String withQuickLast(String xpath) {
        StringBuilder quick = new StringBuilder(xpath.length());
        Matcher last = LAST_CHILD.matcher(xpath);
        while (last.find()) {
            String name = last.group("name");
            last.appendReplacement(quick, Matcher.quoteReplacement(
                    name == null ? last.group() : name + "[not(following-sibling::" + name + ")]"));
        }
        return last.appendTail(quick).toString();
    }

    /** The same XPath with calls of the function. */
    static String in(String xpath) {
        StringBuilder ticking = new StringBuilder(xpath.length() * 2);
        Matcher place = PLACES.matcher(xpath);
        while (place.find()) {
            String found = place.group();
            String with = found;
            if (place.group("axis") != null) {
                with = found + CALL;
            } else if (place.group("anywhere") != null) {
                with = "/descendant-or-self::node()" + CALL + "/";
            } else if (place.group("predicate") != null) {
                with = CALL + found;
            }
            place.appendReplacement(ticking, Matcher.quoteReplacement(with));
        }
        return place.appendTail(ticking).toString();
    }

    void begin(@Nullable TimedRoots of) {
        roots = of;
        ticks = 0;
    }

    private void ticked() throws XPathFunctionException {
        ticks++;
        if (ticks <= FREE || ticks % BETWEEN_LOOKS != 0) {
            return;
        }
        TimedRoots timed = roots;
        if (timed != null && timed.isTimeUp()) {
            throw new XPathFunctionException("the path was not at its end when the attempt's time was over");
        }
        if (timed == null && ticks > MAX) {
            throw new XPathFunctionException("the path would look at far more nodes than the document has");
        }
    }

    @Override
    public @Nullable XPathFunction resolveFunction(QName name, int arity) {
        return name.getNamespaceURI().equals(NAMESPACE) && arity == 0 ? tick : null;
    }
}

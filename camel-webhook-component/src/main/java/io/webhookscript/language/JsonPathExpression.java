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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath expression. A definite path returns the value, or undefined when there is none; an indefinite path returns
 * a list, which may be empty. Numbers stay exact, so JSONPath's functions that compute in floating point are rejected,
 * and so is the function that changes the data.
 */
final class JsonPathExpression implements Expression {

    private static final NoMappingProvider NO_MAPPING = new NoMappingProvider();

    /** Possessive: a long text must not cost stack. */
    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL);
    private static final Pattern REFUSED_FUNCTION = Pattern.compile("\\.\\s*(sum|avg|min|max|stddev|append)\\s*\\(");

    /** The objects of a filter have names, and an object with names has no index. */
    private static final Pattern ASKS_A_NAME = Pattern.compile("@\\s*(?:\\.|\\[\\s*')");

    private static final Pattern INDEX = Pattern.compile("\\G\\s*(\\[\\s*-?[0-9:][0-9:,\\s-]*\\])");

    private static final Pattern FUNCTION_BEHIND_SEARCH = Pattern.compile(
            "(?:\\[\\s*[?*]|\\.\\.|\\.\\s*\\*|\\[[^\\]]*[:,]).*(\\.\\s*(?:first|last|index)\\s*\\([^)]*\\))\\s*$");

    private static final String FIRST_OF_FILTERED
            = "`{{ (response.body.items | selectattr('k', 'eq', 'email') | first).v }}`";

    /** The form of most paths, which are evaluated by a direct walk through maps. */
    private static final Pattern NAMES = Pattern.compile("\\$(?:\\.[A-Za-z_][A-Za-z0-9_]*)+");

    private final TemplateSource source;
    private final JsonPath path;
    private final List<String> names;

    private JsonPathExpression(TemplateSource source, String text, JsonPath path) {
        this.source = source;
        this.path = path;
        this.names = NAMES.matcher(text).matches() ? List.of(text.substring("$.".length()).split("\\.")) : List.of();
    }

    static Expression compile(TemplateSource source) {
        String text = source.text().strip();
        Matcher function = REFUSED_FUNCTION.matcher(QUOTED.matcher(text).replaceAll("''"));
        if (function.find()) {
            throw new TemplateException(
                    source, 0,
                    "the JSONPath function " + function.group(1) + "() computes in floating point, or changes the response",
                    "a path, and a filter of the template language such as `| sum`", List.of());
        }
        refuseWhatNeverMatches(source, text);
        if (text.endsWith("[")) {
            throw new TemplateException(
                    source, source.text().length(), "jsonpath: `[` is not closed", "an index or a name", List.of());
        }
        try {
            return new JsonPathExpression(source, text, JsonPath.compile(text));
        } catch (JsonPathException | IllegalArgumentException | StackOverflowError e) {
            throw failure(source, e, "a JSONPath such as $.contact.id");
        }
    }

    /** Rejects paths that match no response, or fail on every response, when the script is loaded. */
    private static void refuseWhatNeverMatches(TemplateSource source, String text) {
        String plain = QUOTED.matcher(text).replaceAll(quoted -> "'" + "x".repeat(quoted.end() - quoted.start() - 2) + "'");
        Matcher index = INDEX.matcher(plain);
        for (int filter = plain.indexOf("[?"); filter >= 0; filter = plain.indexOf("[?", filter + 1)) {
            int end = endOfBracket(plain, filter);
            if (ASKS_A_NAME.matcher(plain.substring(filter, end)).find() && index.find(end)) {
                throw new TemplateException(
                        source, Math.min(index.start(1), source.text().length()),
                        "jsonpath: `" + index
                                .group(1) + "` after a filter reads from each matching object, not from the list of"
                                                                                  + " them,"
                                                                                  + " and finds nothing",
                        "a template: " + FIRST_OF_FILTERED, List.of());
            }
        }
        Matcher function = FUNCTION_BEHIND_SEARCH.matcher(plain);
        if (function.find()) {
            throw new TemplateException(
                    source, Math.min(function.start(1), source.text().length()),
                    "jsonpath: `" + function.group(1) + "` after a search fails on every response",
                    "a template: " + FIRST_OF_FILTERED, List.of());
        }
    }

    /** The index after the bracket that closes the one at this index. */
    private static int endOfBracket(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** The event only where there is no response. */
    @Override
    public boolean readsOnly(Set<String> roots) {
        return roots.contains("response");
    }

    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        Object document = ResponseOrEvent.read(roots);
        if (document == null || document == Undefined.UNDEFINED) {
            return Undefined.UNDEFINED;
        }
        try {
            return names.isEmpty() ? read(document, roots) : named(document);
        } catch (PathNotFoundException e) {
            return Undefined.UNDEFINED;
        } catch (JsonPathException | IllegalArgumentException | UnsupportedOperationException | StackOverflowError
                 | PathBudget.ExhaustedException e) {
            throw failure(source, e, "");
        }
    }

    @Override
    public boolean isSearch() {
        return !path.isDefinite();
    }

    private @Nullable Object read(Object document, DataRoots roots) {
        PathBudget budget = new PathBudget(document, roots instanceof TimedRoots timed ? timed::isTimeUp : () -> false);
        PlainJsonProvider provider = new PlainJsonProvider(document, budget);
        Configuration once = Configuration.builder().jsonProvider(provider).mappingProvider(NO_MAPPING).build();
        return provider.result(path.<@Nullable Object> read(document, once));
    }

    private @Nullable Object named(Object document) {
        Object value = document;
        for (String name : names) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
                return Undefined.UNDEFINED;
            }
            value = map.get(name);
        }
        return value instanceof Number number ? ResultValues.number(number) : value;
    }

    private static TemplateException failure(TemplateSource source, Throwable cause, String expected) {
        String said = cause instanceof StackOverflowError ? "is nested too deeply" : String.valueOf(cause.getMessage());
        said = cause instanceof PathBudget.ExhaustedException ? "the path " + said : said;
        TemplateException failure = new TemplateException(source, 0, "jsonpath: " + said, expected, List.of());
        failure.initCause(cause);
        return failure;
    }
}

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
package io.webhookscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bundle exports and what japicmp compares, as the pom lists them, are the packages annotated with Export. */
@Tag("slow")
class PublicApiIsDeclaredOnceTest {

    private static final Path POM = Path.of("pom.xml");

    @Test
    void theBundleExportsThePackagesOfTheApi() throws Exception {
        String exported = only(Pattern.compile("<Export-Package>([^<]*)</Export-Package>"));

        assertThat(names(Stream.of(exported.split(",", -1)))).isEqualTo(PublicApi.packages()).isNotEmpty();
    }

    @Test
    void theComparisonWithTheLastReleaseLooksAtThePackagesOfTheApi() throws Exception {
        String compared
                = only(Pattern.compile("(?s)<includeExclusively>true</includeExclusively>.*?<includes>(.*?)</includes>"));
        Stream<String> names = Pattern.compile("<include>([^<]*)</include>").matcher(compared).results()
                .map(result -> result.group(1));

        assertThat(names(names)).isEqualTo(PublicApi.packages());
    }

    private static String only(Pattern pattern) throws Exception {
        return pattern.matcher(Files.readString(POM)).results().map((MatchResult result) -> result.group(1))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0);
                }));
    }

    private static Set<String> names(Stream<String> names) {
        return names.map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }
}

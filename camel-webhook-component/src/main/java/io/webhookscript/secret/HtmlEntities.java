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
package io.webhookscript.secret;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Entities by name: those of ASCII's punctuation, and of Latin-1, which some languages escape by default. */
final class HtmlEntities {

    /** Characters of the longest name or number between {@code &} and {@code ;}. */
    static final int MAX = 12;

    /** In the order of their code points from U+00A0 on (HTML 4.01 §24.2.1). */
    private static final String LATIN_1 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro
            para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil
            Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave
            Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml
            igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute
            thorn yuml""";

    private static final int FIRST_OF_LATIN_1 = 0xA0;

    private static final Map<String, Integer> CODE_POINTS = codePoints();

    private HtmlEntities() {
    }

    private static Map<String, Integer> codePoints() {
        Map<String, Integer> codePoints = new HashMap<>();
        Map<String, String> ascii = Map.of(
                "amp lt gt quot apos", "&<>\"'",
                "excl num dollar percnt lpar rpar", "!#$%()",
                "ast plus comma period sol colon", "*+,./:",
                "semi equals quest commat lsqb bsol", ";=?@[\\",
                "rsqb hat lowbar grave lcub verbar", "]^_`{|",
                "rcub tab newline lbrack rbrack midast", "}\t\n[]*");
        ascii.forEach((names, characters) -> {
            String[] each = names.split(" ", -1);
            for (int i = 0; i < each.length; i++) {
                codePoints.put(each[i], (int) characters.charAt(i));
            }
        });
        String[] latin1 = LATIN_1.split("\\s+", -1);
        for (int i = 0; i < latin1.length; i++) {
            codePoints.put(latin1[i], FIRST_OF_LATIN_1 + i);
        }
        return Map.copyOf(codePoints);
    }

    /** @return -1 for a name that is none */
    static int codePointOf(String name) {
        Integer known = CODE_POINTS.get(name);
        return known != null ? known : CODE_POINTS.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
    }
}

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
package io.webhookscript.script.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Finds the files of a folder in an OSGi bundle, which plain Java cannot list. This is the only class that needs OSGi;
 * it is used only for URLs of an OSGi framework.
 */
final class BundleFolder {

    /** {@code UUID_12.0} in Felix, {@code 12.fwk345} in Equinox. */
    private static final Pattern HOST = Pattern.compile("(?:.*_)?(\\d+)(?:\\..*)?");

    private BundleFolder() {
    }

    static boolean isOne(URL url) {
        return url.getProtocol().startsWith("bundle");
    }

    /**
     * @param  url    the URL of the folder, whose host contains the bundle's number
     * @param  folder the folder's path, which ends in a slash, unless it is the whole bundle
     * @return        whether the folder could be listed
     */
    static boolean list(URL url, String folder, FoundFiles found) throws IOException {
        Bundle bundle = bundle(url.getHost());
        Enumeration<URL> entries = bundle == null ? null : bundle.findEntries("/" + folder, "*", true);
        if (bundle == null || entries == null) {
            return false;
        }
        for (URL entry : Collections.list(entries)) {
            String below = entry.getPath().replaceFirst("^/+", "").substring(folder.length());
            if (!below.endsWith("/") && found.wants(below)) {
                try (InputStream in = entry.openStream()) {
                    found.add(below, "bundle:" + bundle.getSymbolicName() + "/" + folder + below, FileContent.of(in));
                }
            }
        }
        return true;
    }

    private static @Nullable Bundle bundle(String host) {
        Bundle own = FrameworkUtil.getBundle(BundleFolder.class);
        Matcher number = HOST.matcher(host);
        return own == null || !number.matches() ? null : own.getBundleContext().getBundle(Long.parseLong(number.group(1)));
    }
}

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

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * Finds the files of a folder on the class path, in folders and in jars. Some tools write jars without entries for
 * folders; a class loader does not find the folder there, so the files of each jar are listed.
 */
final class ClassPathWalk {

    private static final String IN_JAR = "!/";

    private final ClassLoader classLoader;
    private final String folder;
    private final FoundFiles found;
    private final Set<String> jars = new HashSet<>();

    /** @param folder the folder's path, which ends in a slash, unless it is the whole class path */
    private ClassPathWalk(ClassLoader classLoader, String folder, FoundFiles found) {
        this.classLoader = classLoader;
        this.folder = folder;
        this.found = found;
    }

    /** @return whether there is such a folder */
    static boolean walk(ClassLoader classLoader, String folder, FoundFiles found) throws IOException, URISyntaxException {
        return new ClassPathWalk(classLoader, folder, found).walk();
    }

    private boolean walk() throws IOException, URISyntaxException {
        boolean any = false;
        for (URL root : Collections.list(classLoader.getResources(folder))) {
            any |= list(root);
        }
        for (String jar : jars()) {
            any |= listJar(jar);
        }
        return any;
    }

    private boolean list(URL root) throws IOException, URISyntaxException {
        if (root.getProtocol().equals("file")) {
            FolderWalk.walk(Path.of(new URI(root.toString())), found);
            return true;
        }
        URLConnection connection = root.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return list(jar);
        }
        if (BundleFolder.isOne(root) && BundleFolder.list(root, folder, found)) {
            return true;
        }
        found.missing(root.toString(), "a folder of this kind cannot be listed", "a folder in a jar or in the file system");
        return true;
    }

    /**
     * Returns the jars as URLs that end in {@link #IN_JAR}: jars with a manifest, and jars that URL class loaders name.
     */
    private Set<String> jars() throws IOException {
        Set<String> urls = new LinkedHashSet<>();
        for (URL manifest : Collections.list(classLoader.getResources(JarFile.MANIFEST_NAME))) {
            urls.add(manifest.toString().replaceFirst(JarFile.MANIFEST_NAME + "$", ""));
        }
        for (ClassLoader loader = classLoader; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader known) {
                Arrays.stream(known.getURLs()).map(URL::toString).filter(url -> !url.endsWith("/") || url.endsWith(IN_JAR))
                        .forEach(url -> urls.add(url.endsWith(IN_JAR) ? url : "jar:" + url + IN_JAR));
            } else if (loader == ClassLoader.getSystemClassLoader()) {
                Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator)).filter(e -> !e.isEmpty())
                        .map(Path::of).filter(Files::isRegularFile).forEach(file -> urls.add("jar:" + file.toUri() + IN_JAR));
            }
        }
        urls.removeIf(url -> !url.endsWith(IN_JAR));
        return urls;
    }

    private boolean listJar(String url) throws IOException {
        try {
            return new URL(url).openConnection() instanceof JarURLConnection jar && list(jar);
        } catch (ZipException | FileNotFoundException | NoSuchFileException notForClasses) {
            return false; // Java ignores such an entry of a class path, too
        }
    }

    private boolean list(JarURLConnection connection) throws IOException {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            return jars.add(jar.getName()) && list(jar);
        }
    }

    private boolean list(JarFile jar) throws IOException {
        boolean any = false;
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (!name.startsWith(folder)) {
                continue;
            }
            any = true;
            String below = name.substring(folder.length());
            if (!entry.isDirectory() && found.wants(below)) {
                try (InputStream in = Objects.requireNonNull(jar.getInputStream(entry))) {
                    found.add(below, "jar:" + Path.of(jar.getName()).toUri() + IN_JAR + name, FileContent.of(in));
                }
            }
        }
        return any;
    }
}

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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;

import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.spi.RequestSigner;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The beans that scripts name, from the registry of the Camel context. Thread-safe. */
final class ScriptBeans {

    private final CamelContext camelContext;
    private final Map<String, SSLContext> sslContexts = new ConcurrentHashMap<>();
    private final @Nullable SSLContext globalSslContext;

    /** @param globalTls used by scripts that name no TLS parameters; null means the JVM's own */
    ScriptBeans(CamelContext camelContext, @Nullable SSLContextParameters globalTls) {
        this.camelContext = camelContext;
        this.globalSslContext
                = globalTls == null ? null : sslContext("useGlobalSslContextParameters", globalTls);
    }

    AttemptAuthenticator authenticator(String name) {
        return bean(name, AttemptAuthenticator.class);
    }

    RequestSigner signer(String name) {
        return bean(name, RequestSigner.class);
    }

    /**
     * Each bean has one SSL context, because connections are shared by its identity. A script that names no bean uses
     * the SSL context of the Camel context.
     */
    @Nullable
    SSLContext sslContext(@Nullable String bean) {
        return bean == null
                ? globalSslContext : sslContexts.computeIfAbsent(
                        bean, name -> sslContext("bean '" + name + "'", bean(name, SSLContextParameters.class)));
    }

    private SSLContext sslContext(String where, SSLContextParameters parameters) {
        try {
            return parameters.createSSLContext(camelContext);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalArgumentException(
                    where + " cannot create an SSL context: "
                                               + failure.getMessage(),
                    failure);
        }
    }

    private <T> T bean(String name, Class<T> type) {
        T bean = camelContext.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalArgumentException("there is no bean '" + name + "' of type " + type.getSimpleName());
        }
        return bean;
    }
}

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
package io.webhookscript.http;

import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The validity period of a receiver's certificate. The JDK checks it only in a full handshake, and not if the
 * certificate itself is among the trusted ones.
 */
final class CertificateValidity {

    private CertificateValidity() {
    }

    /** @throws SSLHandshakeException when the certificate has expired or is not valid yet */
    static void check(SSLSession session) throws SSLException {
        try {
            certificate(session).checkValidity();
        } catch (CertificateException e) {
            SSLHandshakeException failure = new SSLHandshakeException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Returns the last millisecond of the period; for a connection without TLS, it never comes. */
    static long end(Socket socket) throws SSLException {
        return socket instanceof SSLSocket secured
                ? certificate(secured.getSession()).getNotAfter().toInstant().toEpochMilli() : Long.MAX_VALUE;
    }

    private static X509Certificate certificate(SSLSession session) throws SSLException {
        Certificate first = session.getPeerCertificates()[0];
        if (first instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new SSLHandshakeException("the receiver has a certificate of type " + first.getType() + ", expected X.509");
    }
}

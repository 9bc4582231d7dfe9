package io.restoreverifier.outlet.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key, RSA or EC, whose signatures over SHA-256 are those of {@code openssl dgst -sha256 -sign}: PKCS #1 v1.5 for
 * RSA, DER for EC. Ed25519 is none of them, since {@code openssl dgst} cannot verify it.
 */
final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
    private static final int SHORTEST_RSA = 2048;
    private static final int SHORTEST_EC = 256;

    private final PrivateKey key;
    private final String algorithm;

    private SigningKey(PrivateKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /** Empty when it is no such key, or too short to sign with; the text is a secret, so that no message repeats it. */
    static Optional<SigningKey> of(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            return rsa(der).or(() -> ec(der));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SigningKey> rsa(byte[] der) {
        return key("RSA", der)
                .filter(key -> ((RSAPrivateKey) key).getModulus().bitLength() >= SHORTEST_RSA)
                .map(key -> new SigningKey(key, "SHA256withRSA"));
    }

    private static Optional<SigningKey> ec(byte[] der) {
        return key("EC", der)
                .filter(key -> ((ECPrivateKey) key).getParams().getOrder().bitLength() >= SHORTEST_EC)
                .map(key -> new SigningKey(key, "SHA256withECDSA"));
    }

    private static Optional<PrivateKey> key(String kind, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Signs a file, which is read once.
     *
     * @throws IOException when it cannot be read
     */
    byte[] sign(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                signature.update(buffer, 0, read);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with " + algorithm, e);
        }
    }
}

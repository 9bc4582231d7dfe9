package io.restoreverifier.outlet.notify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Lets whoever gets a webhook tell that it came from us, is whole, and is not an old one sent again. */
final class Signature {
    private Signature() {}

    /** HMAC-SHA256 (RFC 2104) of the timestamp, a full stop and the body, as lower-case hexadecimal. */
    static String of(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            signed.writeBytes(body);
            return HexFormat.of().formatHex(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}

package io.restoreverifier.inspect;

import io.restoreverifier.model.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code age: {identity: ...}}: an identity of age, or a private key of SSH. */
record AgeCipher(String identity) implements Cipher {

    static AgeCipher read(Settings settings) {
        return new AgeCipher(settings.requiredText("identity"));
    }

    @Override
    public String program() {
        return "age";
    }

    @Override
    public List<Step> steps(Path encrypted) {
        return List.of(new Step(List.of("age", "--decrypt", "--identity", "-", encrypted.toString()), identity + "\n"));
    }

    @Override
    public Decryption.Ended judge(int status, String said) {
        if (status == 0) {
            return Decryption.Ended.WHOLE;
        }
        boolean key = said.contains("no identity matched") || said.contains("error: reading \"-\"");
        return key ? Decryption.Ended.WRONG_KEY : Decryption.Ended.DAMAGED;
    }

    @Override
    public boolean wrote(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.startsWith("age-encryption") || text.startsWith("-----BEGIN AGE");
    }

    @Override
    public boolean proves() {
        return true;
    }

    @Override
    public String toString() {
        return program();
    }
}

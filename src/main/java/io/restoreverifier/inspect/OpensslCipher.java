package io.restoreverifier.inspect;

import io.restoreverifier.model.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code openssl: {password: ...}}, of {@code openssl enc}, which has no checksum of its own. */
record OpensslCipher(String password, String cipher, String digest, Optional<Long> iterations, boolean pbkdf2)
        implements Cipher {

    static OpensslCipher read(Settings settings) {
        String cipher = settings.text("cipher").orElse("aes-256-cbc");
        String digest = settings.text("digest").orElse("sha256");
        for (String key : List.of("cipher", "digest")) {
            settings.text(key)
                    .filter(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9-]*"))
                    .ifPresent(name -> settings.problem(key, "`" + name + "` is no name of one", ""));
        }
        return new OpensslCipher(
                settings.requiredText("password"),
                cipher,
                digest,
                settings.count("iterations"),
                settings.flag("pbkdf2").orElse(true));
    }

    @Override
    public String program() {
        return "openssl";
    }

    @Override
    public List<Step> steps(Path encrypted) {
        List<String> arguments =
                new ArrayList<>(List.of("openssl", "enc", "-d", "-" + cipher, "-md", digest, "-pass", "stdin", "-in"));
        arguments.add(encrypted.toString());
        if (pbkdf2) {
            arguments.add("-pbkdf2");
        }
        iterations.ifPresent(n -> arguments.addAll(List.of("-iter", n.toString())));
        return List.of(new Step(arguments, password + "\n"));
    }

    @Override
    public Decryption.Ended judge(int status, String said) {
        if (status == 0) {
            return Decryption.Ended.PERHAPS_WHOLE;
        }
        return said.contains("bad decrypt") && !said.contains("wrong final block length")
                ? Decryption.Ended.UNDECIDED
                : Decryption.Ended.DAMAGED;
    }

    /** Unless it was told to write no salt. */
    @Override
    public boolean wrote(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("Salted__");
    }

    @Override
    public boolean proves() {
        return false;
    }

    @Override
    public String toString() {
        return program();
    }
}

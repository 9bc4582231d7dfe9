package io.restoreverifier.inspect;

import io.restoreverifier.model.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code gpg: {passphrase: ...}} of what was encrypted with a passphrase, {@code gpg: {key: ...}} with a private key. */
record GpgCipher(Optional<String> key, Optional<String> passphrase) implements Cipher {
    private static final List<String> CALL = List.of("gpg", "--batch", "--no-tty", "--status-fd", "2");

    /** Tags 1 and 3 in the old form, with a length of one, two or four bytes, and in the new one. */
    private static final Set<Integer> SESSION_KEYS = Set.of(0x84, 0x85, 0x86, 0x8c, 0x8d, 0x8e, 0xc1, 0xc3);

    static GpgCipher read(Settings settings) {
        Optional<String> key = settings.text("key");
        Optional<String> passphrase = settings.text("passphrase");
        if (key.isEmpty() && passphrase.isEmpty()) {
            settings.problem(
                    "names no key", "write `passphrase: \"${file:PATH}\"`, or `key:` with an armored private key");
        }
        return new GpgCipher(key, passphrase);
    }

    @Override
    public String program() {
        return "gpg";
    }

    @Override
    public List<Step> steps(Path encrypted) {
        List<Step> steps = new ArrayList<>();
        key.ifPresent(k -> steps.add(step(k + "\n", "--import")));
        steps.add(step(
                passphrase.orElse("") + "\n",
                "--pinentry-mode",
                "loopback",
                "--passphrase-fd",
                "0",
                "--output",
                "-",
                "--decrypt",
                encrypted.toString()));
        return steps;
    }

    private static Step step(String input, String... arguments) {
        List<String> all = new ArrayList<>(CALL);
        all.addAll(List.of(arguments));
        return new Step(all, input);
    }

    /** By its status lines (doc/DETAILS of GnuPG). */
    @Override
    public Decryption.Ended judge(int status, String said) {
        if (status == 0 && said.contains("[GNUPG:] DECRYPTION_OKAY")) {
            return Decryption.Ended.WHOLE;
        }
        boolean key = said.contains("BAD_PASSPHRASE") || said.contains("[GNUPG:] NO_SECKEY");
        return key ? Decryption.Ended.WRONG_KEY : Decryption.Ended.DAMAGED;
    }

    /** In armor, or a packet with a session key, by a public key or a passphrase (RFC 9580, 4.2 and 5). */
    @Override
    public boolean wrote(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("-----BEGIN PGP")
                || (head.length > 0 && SESSION_KEYS.contains(head[0] & 0xff));
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

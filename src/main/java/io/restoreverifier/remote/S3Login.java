package io.restoreverifier.remote;

import io.restoreverifier.model.Settings;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Who asks S3.
 *
 * @param accessKey empty for what the SDK's chain finds: environment, profiles, roles of the machine
 */
record S3Login(Optional<String> accessKey, String secretKey, Optional<String> sessionToken) {

    static S3Login read(Settings settings) {
        Optional<String> access = settings.text("access-key");
        Optional<String> secret = settings.text("secret-key");
        Optional<String> token = settings.text("session-token");
        if (access.isPresent() != secret.isPresent()) {
            settings.problem(
                    access.isPresent() ? "secret-key" : "access-key",
                    "goes with the other: access-key and secret-key",
                    "");
        }
        if (token.isPresent() && access.isEmpty()) {
            settings.problem("session-token", "is that of no key", "add `access-key` and `secret-key`");
        }
        return new S3Login(access, secret.orElse(""), token);
    }

    /** Closing it is the client's. */
    AwsCredentialsProvider credentials() {
        if (accessKey.isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                sessionToken.isPresent()
                        ? AwsSessionCredentials.create(accessKey.get(), secretKey, sessionToken.get())
                        : AwsBasicCredentials.create(accessKey.get(), secretKey));
    }

    /**
     * The credentials themselves, for a program that cannot look for them.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when there are none
     */
    AwsCredentials find() {
        AwsCredentialsProvider provider = credentials();
        try {
            return provider.resolveCredentials();
        } finally {
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    /** Keeps secrets out of what is printed by accident. */
    @Override
    public String toString() {
        return accessKey.isPresent() ? "a key" : "the SDK's chain of credentials";
    }
}

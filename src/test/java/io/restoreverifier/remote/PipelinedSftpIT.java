package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenSSH's own server, which gives a hundred names a piece. */
class PipelinedSftpIT {
    @TempDir
    static Path home;

    private static SshServerHere server;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = SshServerHere.start(home);
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 97, 98, 99, 100, 1_598, 5_000})
    void allNamesComeOnceWhateverTheirNumber(int number) throws IOException {
        List<String> names =
                IntStream.range(0, number).mapToObj(i -> "file-" + i).toList();
        for (String name : names) {
            Files.writeString(folder.resolve(name), name);
        }

        try (SftpConnection connection = SftpConnection.open(place())) {
            List<DirEntry> entries = connection.sftp().list(folder.toString());

            assertThat(entries)
                    .extracting(DirEntry::getFilename)
                    .filteredOn(name -> !name.equals(".") && !name.equals(".."))
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(entries)
                    .filteredOn(e -> e.getAttributes().isRegularFile())
                    .allSatisfy(e -> assertThat(e.getAttributes().getSize())
                            .isEqualTo(e.getFilename().length()));
        }
    }

    /** What was asked for beyond the end of one listing is no part of the next. */
    @Test
    void oneListingLeavesNothingToTheNext() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("inner"), "x");

        try (SftpConnection connection = SftpConnection.open(place())) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.sftp().list(folder.toString())).hasSize(3);
                assertThat(connection.sftp().list(other.toString()))
                        .extracting(DirEntry::getFilename)
                        .containsExactlyInAnyOrder(".", "..", "inner");
            }
            assertThatThrownBy(() -> connection.sftp().list(folder + "/nowhere"))
                    .isInstanceOf(SftpException.class);
            assertThat(connection.sftp().list(other.toString())).hasSize(3);
        }
    }

    private SftpPlace place() {
        SftpLogin login = new SftpLogin(
                Optional.of(server.userKey()), Optional.empty(), Optional.empty(), home.resolve("known_hosts"));
        Patience patience = new Patience(Duration.ofSeconds(20), 1, Duration.ofMillis(10));
        return new SftpPlace("127.0.0.1", server.port(), SshServerHere.me(), folder.toString(), login, patience);
    }
}

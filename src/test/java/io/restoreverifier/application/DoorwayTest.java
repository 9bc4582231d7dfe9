package io.restoreverifier.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DoorwayTest {
    private final LoopbackSandbox sandbox = new LoopbackSandbox(0);

    @Test
    void whoeverPassesIsAnswered() throws IOException {
        try (Doorway doorway = Doorway.to(sandbox, 8080);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), doorway.port())) {
            socket.getOutputStream().write('x');

            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void closingItEndsWhoPassesAndLetsNobodyElseIn() throws Exception {
        Doorway doorway = Doorway.to(sandbox, 8080);
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), doorway.port());
                Socket other = new Socket(InetAddress.getLoopbackAddress(), doorway.port())) {
            for (Socket socket : List.of(one, other)) {
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('x');
            }

            doorway.close();
            doorway.close();

            for (Socket socket : List.of(one, other)) {
                assertThat(hasEnded(socket)).isTrue();
            }
            assertThat(sandbox.awaitEnds(2))
                    .as("both connections of the sandbox")
                    .isTrue();
            assertThat(isAnswered(doorway.port())).isFalse();
        }
    }

    /** Another process may have the port by then, but not one that gives back what it is told. */
    private static boolean isAnswered(int port) {
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), port)) {
            late.setSoTimeout(1000);
            late.getOutputStream().write('x');
            return late.getInputStream().read() == 'x';
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }
}

package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every sandbox holds to that claims to keep what is restored from everything else, tried from inside. */
abstract class IsolatedSandboxContract extends SandboxContract {

    @Test
    void thereIsNoNetworkButLoopback() {
        assertThat(output("tail -n +3 /proc/net/dev | cut -d : -f 1 | tr -d ' '"))
                .containsExactly("lo");
        assertThat(output("tail -n +2 /proc/net/route")).isEmpty();
    }

    @Test
    void noNameIsResolved() {
        assertThat(status("getent hosts example.org")).isNotZero();
        assertThat(status("getent hosts host.docker.internal")).isNotZero();
    }

    @Test
    void nothingAnswersByTcpUdpOrIcmp() throws IOException {
        try (ServerSocket listener = new ServerSocket(0)) {
            List<String> targets = hostAddresses();
            targets.addAll(List.of("172.17.0.1", "169.254.169.254", "1.1.1.1", "fd00:ec2::254"));
            for (String target : targets) {
                assertThat(output(probe("tcp", target, listener.getLocalPort())))
                        .as("tcp to %s", target)
                        .containsExactly("closed");
                assertThat(output(probe("udp", target, 53)))
                        .as("udp to %s", target)
                        .containsExactly("closed");
            }
        }
        assertThat(output("perl -MSocket -e 'print socket(my $s, PF_INET, SOCK_RAW, 1) ? \"open\" : \"closed\"'"))
                .as("raw sockets, which ICMP needs")
                .containsExactly("closed");
    }

    /** The same probe does find what it can reach, so that its silence means something. */
    @Test
    void theProbeFindsAListenerWithinTheSandbox() {
        assertThat(output("perl -MIO::Socket::INET -e '$l = IO::Socket::INET->new(Listen => 1, LocalAddr => "
                        + "\"127.0.0.1:5000\"); system(@ARGV)' sh -c \""
                        + probe("tcp", "127.0.0.1", 5000)
                                .replace("\\", "\\\\")
                                .replace("$", "\\$")
                                .replace("\"", "\\\"")
                        + "\""))
                .containsExactly("open");
    }

    private static String probe(String protocol, String address, int port) {
        // Sends as well as connects: for UDP, connecting alone needs only a route.
        return "perl -MIO::Socket::IP -e '$s = IO::Socket::IP->new(PeerHost => \"" + address
                + "\", PeerPort => " + port + ", Proto => \"" + protocol
                + "\", Timeout => 2); print $s && defined $s->send(\"x\") ? \"open\" : \"closed\"'";
    }

    private static List<String> hostAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .collect(Collectors.toCollection(java.util.ArrayList::new));
    }

    @Test
    void theEnginesSocketIsNotThere() {
        assertThat(output("find / -xdev -name 'docker*.sock' -o -xdev -name 'containerd*.sock' 2>/dev/null"))
                .isEmpty();
        assertThat(status("test -e /var/run/docker.sock || test -e /run/docker.sock"))
                .isNotZero();
    }

    @Test
    void thereAreNoPrivilegesAndNoWayToGetSome() {
        assertThat(output("grep -E '^(CapEff|CapPrm|NoNewPrivs)' /proc/self/status"))
                .containsExactlyInAnyOrder("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "NoNewPrivs:\t1");
    }

    @Test
    void onlyItsOwnProcessesAreSeen() {
        assertThat(output("cat /proc/[0-9]*/comm").stream().filter(name -> name.equals("java")))
                .isEmpty();
        assertThat(status("kill -0 " + ProcessHandle.current().pid() + " 2>/dev/null && test "
                        + ProcessHandle.current().pid() + " -gt 200"))
                .isNotZero();
    }

    @Test
    void programsAndSettingsAreReadOnly() {
        assertThat(status("touch /usr/file")).isNotZero();
        assertThat(status("touch /etc/file")).isNotZero();
        assertThat(status("touch /file")).isNotZero();
        assertThat(status("mount -o remount,rw / 2>/dev/null && touch /file")).isNotZero();
    }

    @Test
    void filesOfThisMachineThatWereNotGivenAreNotSeen() throws IOException {
        var secret = Files.writeString(outside.resolve("secret"), "secret");

        assertThat(status("test -e " + secret)).isNotZero();
        assertThat(status("test -e " + System.getProperty("user.dir"))).isNotZero();
        assertThat(output("ls /home /root /srv /mnt 2>/dev/null | grep -v ':$' | grep ."))
                .isEmpty();
    }

    @Test
    void anInputStaysReadOnlyForWhoeverTriesHarder() {
        String inside = sandbox().inside(outside.resolve("artifact.dump"));

        assertThat(status("chmod u+w " + inside + " 2>/dev/null && echo changed > " + inside))
                .isNotZero();
        assertThat(status("mount -o remount,bind,rw " + inside + " 2>/dev/null"))
                .isNotZero();
    }
}

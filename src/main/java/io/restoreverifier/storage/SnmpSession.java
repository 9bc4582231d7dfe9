package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.storage.Credentials.Community;
import io.restoreverifier.storage.Credentials.Secret;
import io.restoreverifier.storage.Credentials.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.SecurityProtocols.SecurityProtocolSet;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** How an agent is spoken to: in v2c or in v3, each session with security models of its own. */
final class SnmpSession {
    private SnmpSession() {}

    /**
     * Begins to speak to an agent; nothing is asked yet. Whoever opens it closes it.
     *
     * @throws CannotTell SOURCE_UNREACHABLE when the host has no address
     */
    static SnmpAgent open(AgentAddress address, Credentials credentials) {
        UdpAddress at = at(address);
        try {
            Snmp snmp = new Snmp(new MessageDispatcherImpl(), new DefaultUdpTransportMapping());
            boolean open = false;
            try {
                SnmpAgent agent = credentials instanceof User user
                        ? v3(address, at, user, snmp)
                        : v2c(address, at, (Community) credentials, snmp);
                snmp.listen();
                open = true;
                return agent;
            } finally {
                if (!open) {
                    snmp.close();
                }
            }
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "agent " + address + " cannot be asked: " + e.getMessage(),
                    "can this machine open a UDP port?",
                    e);
        }
    }

    private static UdpAddress at(AgentAddress address) {
        try {
            return new UdpAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "agent " + address + ": the host has no address",
                    "is the name right, and known to this machine?",
                    e);
        }
    }

    private static SnmpAgent v2c(AgentAddress address, UdpAddress at, Community credentials, Snmp snmp) {
        snmp.getMessageDispatcher().addMessageProcessingModel(new MPv2c());
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(at, new OctetString(credentials.community()));
        target.setVersion(SnmpConstants.version2c);
        return new SnmpAgent(address, snmp, patient(target, address), PDU::new);
    }

    private static SnmpAgent v3(AgentAddress address, UdpAddress at, User user, Snmp snmp) {
        USM usm = new USM(
                new SecurityProtocols(SecurityProtocolSet.maxCompatibility),
                new OctetString(MPv3.createLocalEngineID()),
                0);
        snmp.getMessageDispatcher().addMessageProcessingModel(new MPv3(usm));
        OctetString name = new OctetString(user.name());
        usm.addUser(new UsmUser(
                name,
                protocol(user.authentication()),
                passphrase(user.authentication()),
                protocol(user.privacy()),
                passphrase(user.privacy())));
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(at);
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(name);
        target.setSecurityLevel(level(user).getSnmpValue());
        return new SnmpAgent(address, snmp, patient(target, address), ScopedPDU::new);
    }

    private static SecurityLevel level(User user) {
        if (user.privacy().isPresent()) {
            return SecurityLevel.authPriv;
        }
        return user.authentication().isPresent() ? SecurityLevel.authNoPriv : SecurityLevel.noAuthNoPriv;
    }

    private static @Nullable OID protocol(Optional<Secret> secret) {
        return secret.map(s -> new OID(s.protocol())).orElse(null);
    }

    private static @Nullable OctetString passphrase(Optional<Secret> secret) {
        return secret.map(s -> new OctetString(s.passphrase())).orElse(null);
    }

    private static Target<UdpAddress> patient(Target<UdpAddress> target, AgentAddress address) {
        target.setTimeout(address.timeout().toMillis());
        target.setRetries(address.retries());
        return target;
    }
}

package io.restoreverifier.storage;

import java.time.Duration;

/**
 * Where an agent answers, and how long it is waited for.
 *
 * @param host its name or address
 * @param timeout for each answer
 * @param retries how often a question is put again
 */
record AgentAddress(String host, int port, Duration timeout, int retries) {

    /** As messages name it. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}

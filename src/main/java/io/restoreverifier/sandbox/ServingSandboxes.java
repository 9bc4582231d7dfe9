package io.restoreverifier.sandbox;

import java.util.Optional;

/**
 * The same sandboxes, for the parts of an application: what is opened here has a network in which others can be its
 * neighbours. Closed with those that it is made of.
 *
 * @param beside an open one whose network what is opened here joins; empty: each has one of its own
 */
public record ServingSandboxes(Sandboxes sandboxes, Optional<Sandbox> beside) implements Sandboxes {

    @Override
    public String kind() {
        return sandboxes.kind();
    }

    @Override
    public String description() {
        return sandboxes.description();
    }

    @Override
    public Capacity capacity() {
        return sandboxes.capacity();
    }

    @Override
    public Need need(long space, SandboxLimits limits) {
        return sandboxes.need(space, limits);
    }

    @Override
    public void prepare(Equipment equipment) {
        sandboxes.prepare(equipment);
    }

    @Override
    public Sandbox open(SandboxRequest request) {
        return sandboxes.open(request.serving(beside.or(request::neighbour)));
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}

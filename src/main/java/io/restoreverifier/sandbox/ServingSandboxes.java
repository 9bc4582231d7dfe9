package io.restoreverifier.sandbox;

import java.util.Optional;

/**
 * The same sandboxes, for the parts of an application: what is opened here has a network in which others can be its
 * neighbours. Closed with those that it is made of.
 *
 * @param beside an open one whose network what is opened here joins; empty: each has one of its own
 */
public record ServingSandboxes(Sandboxes inner, Optional<Sandbox> beside) implements SandboxesAround {

    @Override
    public Sandbox open(SandboxRequest request) {
        return inner.open(request.serving(beside.or(request::neighbour)));
    }
}

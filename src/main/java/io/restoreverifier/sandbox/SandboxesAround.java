package io.restoreverifier.sandbox;

/** The same sandboxes as others, but for what is opened. Closed with those that it is made of. */
interface SandboxesAround extends Sandboxes {

    /** Those that it is made of. */
    Sandboxes inner();

    @Override
    default String kind() {
        return inner().kind();
    }

    @Override
    default String description() {
        return inner().description();
    }

    @Override
    default Capacity capacity() {
        return inner().capacity();
    }

    @Override
    default Need need(long space, SandboxLimits limits) {
        return inner().need(space, limits);
    }

    @Override
    default void prepare(Equipment equipment) {
        inner().prepare(equipment);
    }

    @Override
    default void close() {
        inner().close();
    }
}

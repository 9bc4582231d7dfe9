package io.restoreverifier.check;

/** Something restored that tests in Java may put checks to. */
public interface Asked {

    /** What the checks are put to. */
    Subject subject();
}

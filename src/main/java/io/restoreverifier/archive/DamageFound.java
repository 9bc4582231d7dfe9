package io.restoreverifier.archive;

import java.io.IOException;

/** Carries a {@link Damage} up through stream classes that know {@link IOException} only. */
public final class DamageFound extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Damage damage;

    DamageFound(Damage damage) {
        super(damage.message());
        this.damage = damage;
    }

    public Damage damage() {
        return damage;
    }
}

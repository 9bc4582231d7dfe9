package io.restoreverifier;

import io.restoreverifier.junit.CatalogTests;

/** The main job: every backup of the catalog. */
class CatalogRestoreTest extends CatalogTests {}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The one window that all journeys share: it is opened before the first of them, and closed after
 * the last. Each journey begins without a vault, in the perspective of keys as it is laid out at
 * first. Where there is no screen they are skipped, unless it is continuous integration that has
 * none.
 */
final class Window implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private @Nullable Screen screen;

  /** Closes the window when the last journey has ended. */
  private record Open(Screen screen) implements AutoCloseable {
    @Override
    public void close() {
      try {
        screen.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (System.getenv("DISPLAY") != null || System.getenv("CI") != null) {
      screen =
          context
              .getRoot()
              .getStore(Namespace.create(Window.class))
              .getOrComputeIfAbsent(Open.class, key -> open(), Open.class)
              .screen();
    }
  }

  private static Open open() {
    Locale.setDefault(Locale.ENGLISH);
    try {
      return new Open(Screen.open(Path.of("target", "pictures").toAbsolutePath()));
    } catch (Exception e) {
      throw new AssertionError("the window did not open", e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    assumeTrue(screen != null, "there is no screen");
    screen().begin();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (screen != null) {
      screen.requireSound();
    }
  }

  /** The person before it. */
  Screen screen() {
    Screen shown = screen;
    if (shown == null) {
      throw new AssertionError("there is no screen");
    }
    return shown;
  }
}

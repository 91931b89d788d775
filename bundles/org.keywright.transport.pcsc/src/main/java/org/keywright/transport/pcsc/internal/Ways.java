// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import org.jspecify.annotations.Nullable;

/** The two ways to the PC/SC service, of which one is chosen when it is first needed. */
final class Ways {
  private final @Nullable WinscardLayout layout;
  private final String library;
  private @Nullable Pcsc chosen;
  private String reason;

  private Ways(@Nullable WinscardLayout layout, String library, String reason) {
    this.layout = layout;
    this.library = library;
    this.reason = reason;
  }

  /** The direct way if this platform's library can be had, else the JDK's. */
  static Ways ofPlatform() {
    var layout = WinscardLayout.of(System.getProperty("os.name", ""));
    return of(layout, layout.library());
  }

  static Ways of(WinscardLayout layout, String library) {
    return new Ways(layout, library, "");
  }

  /** The JDK's way in any case. */
  static Ways smartcardio(String reason) {
    return new Ways(null, "", reason);
  }

  synchronized Pcsc chosen() {
    Pcsc known = chosen;
    if (known == null) {
      known = layout == null ? new SmartcardioPcsc() : choose(layout);
      chosen = known;
    }
    return known;
  }

  private Pcsc choose(WinscardLayout platform) {
    try {
      var direct = DirectPcsc.of(platform, library);
      reason =
          library + " is here: long answers pass, and a restart of the service does not matter";
      return direct;
    } catch (PcscException e) {
      reason = e.getMessage() + "; so the JDK's own provider is used";
      return new SmartcardioPcsc();
    }
  }

  /** Why it was chosen. */
  synchronized String reason() {
    return reason;
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.KeyWraps;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The wraps that were proved at the start. */
@Component
public final class ProvedKeyWraps implements KeyWraps {
  private final Primitives primitives;

  /** Takes the proved algorithms. */
  @Activate
  public ProvedKeyWraps(@Reference Primitives primitives) {
    this.primitives = primitives;
  }

  @Override
  public KeyWrap kw() {
    return primitives.aesKw();
  }

  @Override
  public KeyWrap kwp() {
    return primitives.aesKwp();
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import org.jspecify.annotations.Nullable;

/** A result that was asked for as JSON. */
record AsJson(@Nullable Object value) {
  @Override
  public String toString() {
    return JsonView.of(value);
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

/** Lasts until it is closed. */
@FunctionalInterface
public interface Watch extends AutoCloseable {
  @Override
  void close();
}

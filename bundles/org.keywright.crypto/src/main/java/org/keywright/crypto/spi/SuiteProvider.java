// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.spi;

import org.keywright.crypto.Suite;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one suite; register it as an OSGi service. Vendors' ids are 80 to FF. While the service is
 * here the suite can be chosen; when it goes, runs under way with it end with an error.
 */
@ConsumerType
public interface SuiteProvider {
  /**
   * The service property ({@code Boolean}) with which Keywright's own providers ask for an id below
   * 80. It keeps a vendor from taking one by mistake.
   */
  String RESERVED_ID = "keywright.suite.reserved";

  /** The suite, the same at every call. */
  Suite suite();
}

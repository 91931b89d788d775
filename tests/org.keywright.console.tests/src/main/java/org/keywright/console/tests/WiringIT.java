// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** All bundles of the product come up together. */
class WiringIT {

  @Test
  void everyBundleOfOursIsActive() {
    var context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    var ours =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getSymbolicName().startsWith("org.keywright."))
            .toList();
    assertThat(ours).hasSizeGreaterThanOrEqualTo(12);
    assertThat(ours)
        .filteredOn(bundle -> bundle.getState() != Bundle.ACTIVE)
        .extracting(Bundle::getSymbolicName)
        .isEmpty();
  }
}

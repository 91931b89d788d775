// SPDX-License-Identifier: EPL-2.0
/**
 * What runs within the workbenches that are measured: one that tells when a window can be used, and
 * the empty workbench that ours is compared with. It is packed as a bundle when it is needed.
 */
package org.keywright.benchmarks.window;

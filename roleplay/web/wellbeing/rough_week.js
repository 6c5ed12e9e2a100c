// A line to a friend by the device's own ways: its share sheet, or else its clipboard.

export const WORDS = "Rough week. Anyone free for a cuppa?";

// Says "shared", "copied", "left" where somebody closed the sheet, or "failed".
export async function pass({ share, copy }) {
  if (share) {
    try {
      await share({ text: WORDS });
      return "shared";
    } catch (fault) {
      if (fault.name === "AbortError") return "left";
    }
  }
  return (await copy(WORDS)) ? "copied" : "failed";
}

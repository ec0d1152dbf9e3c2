using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Groups;

namespace Wasilo.WhatsApp.Events;

/// <summary>Something about a group changed.</summary>
/// <param name="Group">Which.</param>
/// <param name="Change">What: one type for each case.</param>
/// <param name="By">Who did it, as the group names it; null if the server didn't say.</param>
/// <param name="ByPhoneNumber">The same by phone number, if it is known.</param>
/// <param name="At">When.</param>
public sealed record GroupChanged(Jid Group, GroupChange Change, Jid? By, Jid? ByPhoneNumber, DateTimeOffset At) : ClientEvent;

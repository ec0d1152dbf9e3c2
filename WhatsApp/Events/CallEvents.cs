using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Events;

/// <summary>Someone calls.</summary>
/// <param name="Call">The call.</param>
/// <param name="IsVideo">Whether with a picture.</param>
/// <param name="IsMissed">Whether the server kept it while this device was away: it rings no more.</param>
/// <param name="IsNotice">Whether it is only told, and can't be taken on this device.</param>
public sealed record CallOffered(CallInfo Call, bool IsVideo, bool IsMissed, bool IsNotice) : ClientEvent;

/// <summary>The call was taken, here or on another device.</summary>
/// <param name="Call">The call.</param>
public sealed record CallAccepted(CallInfo Call) : ClientEvent;

/// <summary>The call was refused, here or on another device.</summary>
/// <param name="Call">The call.</param>
public sealed record CallRejected(CallInfo Call) : ClientEvent;

/// <summary>The call is over.</summary>
/// <param name="Call">The call.</param>
/// <param name="Reason">The server's word for why, such as timeout or accepted_elsewhere; null if it gave none.</param>
public sealed record CallEnded(CallInfo Call, string? Reason) : ClientEvent;

/// <summary>A call.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Who the stanza came from.</param>
/// <param name="Creator">Who calls: a device.</param>
/// <param name="CreatorPhoneNumber">The same by phone number, if the server said it.</param>
/// <param name="Group">The group that is called; null if it is a call of two.</param>
/// <param name="At">When.</param>
public sealed record CallInfo(string Id, Jid From, Jid Creator, Jid? CreatorPhoneNumber, Jid? Group, DateTimeOffset At);

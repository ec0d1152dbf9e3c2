using System.Collections.Immutable;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Events;

/// <summary>The phone sent a piece of its history.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Parts">What is in it, in the phone's order.</param>
public sealed record HistoryReceived(HistoryKind Kind, ImmutableArray<HistoryPart> Parts) : ClientEvent
{
    /// <summary>How much of the history has come, in per cent; null if the phone doesn't say.</summary>
    public int? Progress { get; init; }

    /// <summary>The id of the request that it answers; null if nobody asked.</summary>
    public string? RequestId { get; init; }

    /// <summary>How much it is, not what.</summary>
    public override string ToString() => $"HistoryReceived {{ {Kind}, {Parts.Length} parts }}";
}

/// <summary>The phone uploaded a piece of its history as a file.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="File">Where it is, and how to read it.</param>
public sealed record HistoryAvailable(HistoryKind Kind, MediaFile File) : ClientEvent
{
    /// <summary>The id of the request that it answers; null if nobody asked.</summary>
    public string? RequestId { get; init; }
}

/// <summary>A piece of the phone's history; the numbers are WhatsApp's.</summary>
public enum HistoryKind
{
    /// <summary>A kind that this version doesn't know.</summary>
    Unknown = -1,

    /// <summary>The latest messages of each chat, right after pairing.</summary>
    Bootstrap = 0,

    /// <summary>Status updates.</summary>
    Status = 1,

    /// <summary>Everything, if it was asked for at pairing.</summary>
    Full = 2,

    /// <summary>The last months.</summary>
    Recent = 3,

    /// <summary>What accounts call themselves.</summary>
    Names = 4,

    /// <summary>What nobody has to wait for.</summary>
    Background = 5,

    /// <summary>What was asked for.</summary>
    OnDemand = 6,
}

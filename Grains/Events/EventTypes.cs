namespace Wasilo.Grains.Events;

/// <summary>Names of events as they are kept: WAHA's where it has one.</summary>
internal static class EventTypes
{
    public const string Status = "session.status";
    public const string Qr = "auth.qr";
    public const string Paired = "auth.code";
    public const string Message = "message";
    public const string AnyMessage = "message.any";
    public const string Ack = "message.ack";
    public const string GroupAck = "message.ack.group";

    public const string Reaction = "message.reaction";
    public const string Edited = "message.edited";
    public const string Revoked = "message.revoked";

    /// <summary>What an engine says, raw. Only who names it gets it.</summary>
    public const string Engine = "engine.event";
}

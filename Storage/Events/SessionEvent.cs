namespace Wasilo.Storage.Events;

/// <summary>Something that happened in a session, to be kept.</summary>
/// <param name="Id">What receivers know it by. Written a second time it changes nothing.</param>
/// <param name="Type">Its name, as <c>session.status</c>.</param>
/// <param name="At">When it happened; kept to the millisecond.</param>
/// <param name="Body">JSON. It is sealed where it is kept.</param>
public sealed record SessionEvent(string Id, string Type, DateTimeOffset At, ReadOnlyMemory<byte> Body)
{
    /// <summary>Without the body, which is private.</summary>
    public override string ToString() => $"SessionEvent {{ {Id}, {Type} }}";
}

namespace Wasilo.Grains.Abstractions.Messages;

/// <summary>Something that others see of this account, and that is no message.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.ChatAction")]
public abstract record ChatAction
{
    /// <summary>Not to whom.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>Messages of others were seen.</summary>
/// <param name="Chat">Theirs.</param>
/// <param name="MessageIds">Which; empty for the latest ones that are kept: 30 of an account's, 100 of a group's, of the last seven days.</param>
/// <param name="Participant">Who sent those of a group that aren't kept.</param>
[GenerateSerializer, Immutable, Alias("wasilo.SeenAction")]
public sealed record SeenAction(string Chat, string[] MessageIds, string? Participant = null) : ChatAction;

/// <summary>What someone is seen to do in a chat.</summary>
[GenerateSerializer]
public enum Activity
{
    /// <summary>Nothing any more.</summary>
    Paused,

    /// <summary>Writing.</summary>
    Typing,

    /// <summary>Recording a voice message.</summary>
    Recording,
}

/// <summary>This account is writing, or no longer.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.ActivityAction")]
public sealed record ActivityAction(string Chat, Activity Activity) : ChatAction;

/// <summary>This account is online, or no longer.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.PresenceAction")]
public sealed record PresenceAction(bool Online) : ChatAction;

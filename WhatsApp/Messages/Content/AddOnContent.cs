namespace Wasilo.WhatsApp.Messages;

/// <summary>An emoji on another message.</summary>
/// <param name="Target">That message.</param>
/// <param name="Emoji">The emoji; empty takes the reaction back.</param>
public sealed record ReactionContent(MessageReference Target, string Emoji) : MessageContent
{
    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>New content in place of another message's. WhatsApp's clients take it up to 20 minutes after that message.</summary>
/// <param name="Target">That message, one of the sender's own.</param>
/// <param name="Content">What it says now: text, or media with another caption.</param>
public sealed record EditContent(MessageReference Target, MessageContent Content) : MessageContent
{
    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>Deletes a message for everyone.</summary>
/// <param name="Target">One's own message, or as a group's admin anyone's.</param>
public sealed record RevokeContent(MessageReference Target) : MessageContent;

/// <summary>Pins a message in the chat for everyone, or takes the pin away.</summary>
/// <param name="Target">That message.</param>
/// <param name="IsPinned">False takes the pin away.</param>
public sealed record PinContent(MessageReference Target, bool IsPinned) : MessageContent
{
    /// <summary>For how long; WhatsApp's clients offer 1, 7 and 30 days. Without meaning when the pin is taken away.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromDays(7);

    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>Keeps a message of a chat whose messages disappear, or lets it go again.</summary>
/// <param name="Target">That message.</param>
/// <param name="IsKept">False lets it go.</param>
public sealed record KeepContent(MessageReference Target, bool IsKept) : MessageContent
{
    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>How long messages of a direct chat stay from now on. Groups are set otherwise, by a request to the server.</summary>
/// <param name="Duration">Zero: they stay for ever. WhatsApp's clients offer 1, 7 and 90 days.</param>
public sealed record EphemeralSettingContent(TimeSpan Duration) : MessageContent
{
    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>How a member of a group wants to be labelled there.</summary>
/// <param name="Label">Empty for no label.</param>
public sealed record MemberLabelContent(string Label) : MessageContent
{
    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>A comment below a message of a community's announcement group.</summary>
/// <param name="Target">That message.</param>
/// <param name="Content">What the comment says: text or media.</param>
public sealed record CommentContent(MessageReference Target, MessageContent Content) : MessageContent;

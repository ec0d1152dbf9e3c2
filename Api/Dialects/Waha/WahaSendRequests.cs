using System.Text.Json.Serialization;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>What all messages to be sent have.</summary>
public abstract record WahaSendRequest
{
    /// <summary>As <c>15550000001@c.us</c>, or a group's id.</summary>
    public string? ChatId { get; init; }

    /// <summary>The message that it answers.</summary>
    [JsonPropertyName("reply_to")]
    public string? ReplyTo { get; init; }

    /// <summary>Who is mentioned; <c>all</c> is everyone.</summary>
    public string[]? Mentions { get; init; }

    /// <summary>The message's id, made before; with the same one it is sent once.</summary>
    public string? Id { get; init; }

    /// <summary>By name or id.</summary>
    public string? Session { get; init; }

    /// <summary>Not what it says.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A text to be sent.</summary>
public sealed record WahaTextRequest : WahaSendRequest
{
    public string? Text { get; init; }

    /// <summary>With a link that is shown in words of one's own.</summary>
    public WahaPreview? Preview { get; init; }
}

/// <summary>What is shown of a link.</summary>
public sealed record WahaPreview(string? Url, string? Title, string? Description);

public sealed record WahaLocationRequest : WahaSendRequest
{
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string? Title { get; init; }
}

public sealed record WahaPollRequest : WahaSendRequest
{
    public WahaPoll? Poll { get; init; }
}

public sealed record WahaPoll(string? Name, string[]? Options, bool MultipleAnswers = false);

public sealed record WahaVoteRequest : WahaSendRequest
{
    public string? PollMessageId { get; init; }

    public string[]? Votes { get; init; }
}

public sealed record WahaContactsRequest : WahaSendRequest
{
    public WahaContact?[]? Contacts { get; init; }
}

/// <summary>A contact, as a vCard or as what one is made of.</summary>
public sealed record WahaContact(string? Vcard, string? FullName, string? PhoneNumber, string? Organization, string? WhatsappId);

/// <summary>A message, and for some what to do about it.</summary>
public sealed record WahaMessageRequest : WahaSendRequest
{
    public string? MessageId { get; init; }

    /// <summary>Empty takes it back.</summary>
    public string? Reaction { get; init; }
}

public sealed record WahaSeenRequest(string? ChatId, string[]? MessageIds, string? MessageId, string? Participant, string? Session);

/// <param name="ChatId">Where it is seen.</param>
/// <param name="Session">By name or id.</param>
public sealed record WahaChatRequest(string? ChatId, string? Session);

/// <param name="Presence">offline or online; with a chat typing, recording or paused.</param>
/// <param name="ChatId">Where one is seen typing or recording.</param>
public sealed record WahaPresenceRequest(string? Presence, string? ChatId);

public sealed record WahaEditRequest(string? Text);

/// <param name="Duration">In seconds: 86400, 604800 or 2592000.</param>
public sealed record WahaPinRequest(long? Duration);

public sealed record WahaResult(bool Success);

public sealed record WahaNewId(string Id);

/// <summary>The messages that were seen.</summary>
public sealed record WahaSeen(string[] Ids);

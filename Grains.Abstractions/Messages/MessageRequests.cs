namespace Wasilo.Grains.Abstractions.Messages;

/// <summary>A message to be sent; what it says is its kind's.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.MessageRequest")]
public abstract record MessageRequest
{
    /// <summary>Where: a phone number, or an id that ends with @c.us, @lid or @g.us.</summary>
    [Id(0)]
    public required string Chat { get; init; }

    /// <summary>The message's id, of the caller's choice: with the same one it is sent once. Null for one that is made here.</summary>
    [Id(1)]
    public string? Id { get; init; }

    /// <summary>The id of the message that it answers; null if it answers none.</summary>
    [Id(2)]
    public string? ReplyTo { get; init; }

    /// <summary>Who is mentioned; <c>all</c> is everyone in the group.</summary>
    [Id(3)]
    public string[] Mentions { get; init; } = [];

    /// <summary>Not what it says.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>Text.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.TextRequest")]
public sealed record TextRequest : MessageRequest
{
    /// <summary>1 to 65,536 characters.</summary>
    [Id(0)]
    public required string Text { get; init; }

    /// <summary>What is shown of a link in it; null for nothing.</summary>
    [Id(1)]
    public LinkShown? Link { get; init; }
}

/// <summary>What is shown of a link beside the text that holds it.</summary>
/// <param name="Url">As it stands in the text.</param>
/// <param name="Title">The page's.</param>
/// <param name="Description">A sentence about it.</param>
[GenerateSerializer, Immutable, Alias("wasilo.LinkShown")]
public sealed record LinkShown(string Url, string? Title, string? Description);

/// <summary>A place.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.LocationRequest")]
public sealed record LocationRequest : MessageRequest
{
    /// <summary>In degrees, -90 to 90.</summary>
    [Id(0)]
    public required double Latitude { get; init; }

    /// <summary>In degrees, -180 to 180.</summary>
    [Id(1)]
    public required double Longitude { get; init; }

    /// <summary>What it is called.</summary>
    [Id(2)]
    public string? Name { get; init; }

    /// <summary>Its address.</summary>
    [Id(3)]
    public string? Address { get; init; }
}

/// <summary>A question with options to vote for.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.PollRequest")]
public sealed record PollRequest : MessageRequest
{
    /// <summary>The question.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>2 to 12, all different.</summary>
    [Id(1)]
    public required string[] Options { get; init; }

    /// <summary>How many one may choose; 0 is as many as one likes.</summary>
    [Id(2)]
    public int SelectableCount { get; init; } = 1;
}

/// <summary>A vote in a poll that is kept.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.VoteRequest")]
public sealed record VoteRequest : MessageRequest
{
    /// <summary>The poll's message.</summary>
    [Id(0)]
    public required string PollId { get; init; }

    /// <summary>All options that are selected now; none takes the vote back.</summary>
    [Id(1)]
    public required string[] Options { get; init; }
}

/// <summary>One contact or several.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.ContactsRequest")]
public sealed record ContactsRequest : MessageRequest
{
    /// <summary>1 to 100.</summary>
    [Id(0)]
    public required ContactShown[] Contacts { get; init; }
}

/// <summary>A contact, as a vCard or as what one is made of.</summary>
/// <param name="FullName">The name; null to take it from the vCard.</param>
/// <param name="PhoneNumber">As people write it; without meaning if there is a vCard.</param>
/// <param name="Organization">Without meaning if there is a vCard.</param>
/// <param name="WhatsAppId">The number's digits; null to take those of the phone number.</param>
/// <param name="VCard">The vCard; null to have one made.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ContactShown")]
public sealed record ContactShown(string? FullName, string? PhoneNumber, string? Organization, string? WhatsAppId, string? VCard)
{
    /// <summary>Not who.</summary>
    public override string ToString() => nameof(ContactShown);
}

/// <summary>An emoji on a message that is kept.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.ReactionRequest")]
public sealed record ReactionRequest : MessageRequest
{
    /// <summary>That message.</summary>
    [Id(0)]
    public required string MessageId { get; init; }

    /// <summary>Empty takes the reaction back.</summary>
    [Id(1)]
    public required string Emoji { get; init; }
}

/// <summary>New text in place of a message's of this account.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.EditRequest")]
public sealed record EditRequest : MessageRequest
{
    /// <summary>That message.</summary>
    [Id(0)]
    public required string MessageId { get; init; }

    /// <summary>1 to 65,536 characters.</summary>
    [Id(1)]
    public required string Text { get; init; }
}

/// <summary>Deletes a message for everyone: one's own, or as a group's admin anyone's.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.RevokeRequest")]
public sealed record RevokeRequest : MessageRequest
{
    /// <summary>That message.</summary>
    [Id(0)]
    public required string MessageId { get; init; }
}

/// <summary>Pins a message that is kept in its chat for everyone, or takes the pin away.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.PinRequest")]
public sealed record PinRequest : MessageRequest
{
    /// <summary>That message.</summary>
    [Id(0)]
    public required string MessageId { get; init; }

    /// <summary>1, 7 or 30 days; null takes the pin away.</summary>
    [Id(1)]
    public TimeSpan? Duration { get; init; }
}

/// <summary>A message that is kept, once more and to another chat.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.ForwardRequest")]
public sealed record ForwardRequest : MessageRequest
{
    /// <summary>That message, of whatever chat.</summary>
    [Id(0)]
    public required string MessageId { get; init; }
}

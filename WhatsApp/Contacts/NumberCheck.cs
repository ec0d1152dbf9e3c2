using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Contacts;

/// <summary>Whether a phone number has an account.</summary>
/// <param name="Number">The number, digits only.</param>
/// <param name="IsRegistered">Whether it has one.</param>
/// <param name="Account">The account, to write to.</param>
/// <param name="Lid">The same by hidden id, if the server said it.</param>
public sealed record NumberCheck(string Number, bool IsRegistered, Jid? Account, Jid? Lid);

/// <summary>What an account says about itself.</summary>
/// <param name="Text">The text; null if there is none, or it isn't shown.</param>
/// <param name="SetAt">Since when.</param>
/// <param name="IsHidden">Whether the account doesn't show it to this one.</param>
public sealed record AccountAbout(string? Text, DateTimeOffset? SetAt, bool IsHidden);

/// <summary>Where a picture is.</summary>
/// <param name="Id">Another picture has another id.</param>
/// <param name="Url">Valid for a while only; whoever has it can load the picture.</param>
public sealed record PictureLocation(string? Id, Uri Url);

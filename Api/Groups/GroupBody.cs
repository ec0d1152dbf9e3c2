using System.Text.Json;
using Wasilo.Api.Dialects;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Groups;

/// <summary>What is asked about a group, from a body or, in Wawp, from parameters.</summary>
/// <param name="Name">Of a new group.</param>
/// <param name="Participants">Whom it is about.</param>
/// <param name="Code">Of an invitation, or its link.</param>
/// <param name="Subject">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="AdminsOnly">Whether only admins may.</param>
public sealed record GroupBody(
    string? Name = null, GroupMember?[]? Participants = null, string? Code = null, string? Subject = null, string? Description = null, bool? AdminsOnly = null)
{
    internal static async Task<Answer<GroupBody>> ReadAsync(Call call)
    {
        if (!call.TakesParameters)
            return await JsonBody.ReadAsync(call.Http.Request, new GroupBody());
        var parameters = call.Parameters;
        try
        {
            return new GroupBody(
                parameters["name"],
                parameters["participants"] is { } members ? JsonSerializer.Deserialize<GroupMember[]>(members, JsonSerializerOptions.Web) : null,
                parameters["code"],
                parameters["subject"],
                parameters["description"],
                bool.TryParse(parameters["adminsOnly"], out var only) ? only : null);
        }
        catch (JsonException)
        {
            return Problem.Invalid("participants must be a list of objects with an id.");
        }
    }
}

/// <param name="Id">As chats are named.</param>
public sealed record GroupMember(string? Id);

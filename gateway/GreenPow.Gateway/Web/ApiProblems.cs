using System.Text.Json;
using System.Text.RegularExpressions;
using GreenPow.Dao;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Web;

/// <summary>A parameter whose value is not taken.</summary>
/// <param name="Detail">Names the value and the limit.</param>
public sealed record BadParameter(string Parameter, string Detail);

/// <summary>Every error of the API is a problem in JSON (RFC 9457) that says what was wrong; features only say the sentence, here it gets its shape.</summary>
public static partial class ApiProblems
{
    public const string Path = "/api";

    /// <summary>All that is mapped in here answers its errors as problems.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("");
        api.AddEndpointFilter(async (context, next) => Shaped(await next(context)));
        return api;
    }

    /// <summary>For what no endpoint has answered: no such path, no such method, values that cannot be read, a fault, a chain that is silent.</summary>
    public static void UseApiProblems(this IApplicationBuilder api)
    {
        api.UseExceptionHandler(failed => failed.Run(context => Of(context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context)));
        api.UseStatusCodePages(unanswered => Of(unanswered.HttpContext).ExecuteAsync(unanswered.HttpContext));
        api.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (BadHttpRequestException unread) when (!context.Response.HasStarted)
            {
                await OfValue(unread).ExecuteAsync(context); // the caller's mistake, not a fault to log
            }
        });
    }

    private static object? Shaped(object? result)
    {
        while (result is INestedHttpResult union) result = union.Result;
        if (result is not IStatusCodeHttpResult { StatusCode: >= 400 and var status }) return result;
        return result switch
        {
            IValueHttpResult { Value: string text } => Problem(status, text),
            IValueHttpResult { Value: BadParameter bad } => Problem(status, bad.Detail, bad.Parameter),
            _ => result,
        };
    }

    private static ProblemHttpResult Of(Exception fault) => fault switch
    {
        NodeUnreachableException => Problem(StatusCodes.Status503ServiceUnavailable, "The chain does not answer now; ask again in a moment."),
        _ => Problem(StatusCodes.Status500InternalServerError, "The gateway could not answer this; its log has the reason."),
    };

    private static ProblemHttpResult Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problem(404, $"Nothing is served at {context.Request.Path}; /openapi/v1.json lists what is."),
        StatusCodes.Status405MethodNotAllowed => Problem(405, $"{context.Request.Path} does not take {context.Request.Method}; /openapi/v1.json says what it takes."),
        StatusCodes.Status415UnsupportedMediaType => Problem(415, $"{context.Request.Path} takes a body of application/json, not of '{context.Request.ContentType}'."),
        var other => Problem(other, ""),
    };

    // The framework names type and parameter in its message and nowhere else.
    private static ProblemHttpResult OfValue(BadHttpRequestException unread)
    {
        if (unread.Message.EndsWith("from body.", StringComparison.Ordinal) || unread.Message.Contains("no body was provided", StringComparison.Ordinal)) return Problem(unread.StatusCode, "The body is empty; JSON is expected, as /openapi/v1.json describes it.", "body");
        if (Missing().Match(unread.Message) is { Success: true } missing) return Problem(unread.StatusCode, $"The parameter '{missing.Groups["name"]}' is missing.", missing.Groups["name"].Value);
        if (IllFormed().Match(unread.Message) is { Success: true } bad)
            return Problem(unread.StatusCode, IllFormed(bad.Groups["name"].Value, bad.Groups["value"].Value, bad.Groups["type"].Value), bad.Groups["name"].Value);
        return Problem(unread.StatusCode, unread.InnerException is JsonException json ? Unreadable(json) : "The body cannot be read: JSON is expected, as /openapi/v1.json describes it.", "body");
    }

    private static string IllFormed(string name, string value, string type)
    {
        var isLong = type.Contains("long", StringComparison.Ordinal); // an optional one has its type in brackets
        if (!isLong && !type.Contains("int", StringComparison.Ordinal)) return $"'{value}' is no value of the parameter '{name}', which is of another kind.";
        return value.TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit)
            ? $"'{value}' is too large for the parameter '{name}', which is a whole number from {(isLong ? long.MinValue : int.MinValue)} to {(isLong ? long.MaxValue : int.MaxValue)}."
            : $"'{value}' is no value of the parameter '{name}', which is a whole number.";
    }

    // The reader's own message names our types, which are nobody's business outside.
    private static string Unreadable(JsonException json) =>
        $"The body cannot be read{(json.Path is { Length: > 0 } path ? $" at {path}" : "")}{(json.LineNumber is { } line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "")}: it is no JSON, or a value is of another kind than /openapi/v1.json says.";

    private static ProblemHttpResult Problem(int status, string detail, string? parameter = null) => TypedResults.Problem(detail, statusCode: status,
        extensions: parameter is null ? null : new Dictionary<string, object?> { ["parameter"] = parameter });

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided""")]
    private static partial Regex Missing();

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex IllFormed();
}
